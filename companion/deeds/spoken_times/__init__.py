"""Reads what a line says of time: `finding.py` finds it, `spoken_time.py` tells the moments it can mean and what is missing."""
