"""Shows the letters and the piano pieces that were made, and lets one work on a letter by hand."""
