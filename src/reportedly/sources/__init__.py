"""How does any input become Reports, and what happens with bad input?

paths.py walks files, folders, standard input and URLs and says which reader an input goes to; text.py, pages.py,
jsonlines.py, parquet.py, feeds.py and warc.py read one kind each; web.py reads what fetch.py fetches, which targets.py
and manners.py allow; reports.py says what may be called a Report and how its id is chosen; streams.py opens what is
packed, within bounds; markup.py turns away pages that would take minutes. What cannot be read becomes a `Failure`
(reports.py), and the batch goes on. Only fetch.py opens connections.
"""
