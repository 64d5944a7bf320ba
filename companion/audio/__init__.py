"""Sound in and out as two interfaces, and sound files in the place of devices."""
