"""The room to talk in: the stage, the conversation, the composer and the timings."""
