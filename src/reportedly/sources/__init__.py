"""How does any input become Reports, and what happens with bad input?

paths.py walks files, folders and standard input and says which reader an input goes to; text.py, pages.py and
jsonlines.py read one kind each; reports.py says what may be called a Report and how its id is chosen; streams.py
opens what is packed, within bounds; markup.py turns away pages that would take minutes. What cannot be read
becomes a `Failure` (reports.py), and the batch goes on. Nothing here fetches anything.
"""
