"""Her own time: while nobody talks she reads over the day, writes a few lines on it and chooses what to ask next time.

The user's lines of a day ─ telling.py ▶ the few that say most ─ writing.py (the LLM, checked) or forms.py (code) ▶ memory.diary
"""
