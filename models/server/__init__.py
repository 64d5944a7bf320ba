"""Any OpenAI-compatible server as a language model: the request, the streamed reply, and what can go wrong."""
