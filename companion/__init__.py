"""A desktop companion: someone to talk to, on your own computer.

    microphone ─10 ms frames▶ hearing ─Transcript▶ thinking ─Sentence▶ speaking ─samples▶ loudspeaker
                                │                     │  ▲                │
    typed text ─────────────────┼────────────────────▶│  └ memory ◀───────┘ what was heard
                                ▼                     ▼                   ▼
                            every stage emits events ──▶ the window or the terminal shows them

`engine.py` builds the stages and joins them. Nothing in this package imports Qt.
"""

__version__ = "0.3.0"
