"""One exchange as every stage shares it: its line, its reply, its cancellation and its timing."""
