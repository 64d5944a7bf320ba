"""What was said comes in; what is worth keeping of it goes out, each with the words it rests on."""
