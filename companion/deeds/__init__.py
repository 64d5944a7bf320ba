"""Does what the user asks for outright: one file a deed, understood by a grammar, done by code, proven by a receipt.

```
DeedReader ── asks each deed in order what a line asks for
Deeds ── carries it out; keeps the receipt; undoes
  └ Deed ── clock, timer, sums, …: reads a line, does it, says what was done
DueWatch ── one thread that waits for the next due time, marks it rung and hands it on
```
"""
