"""Using an OpenAI-compatible server as a language model: the request, the streamed reply, and its errors."""
