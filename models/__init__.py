"""Everything that must be loaded or downloaded: language models, recognisers, detectors, and the store that fetches them."""
