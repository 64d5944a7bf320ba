"""The figures this project promises, one module each: `run(args)` measures and returns them by name."""
