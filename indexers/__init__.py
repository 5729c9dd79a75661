"""In: the Listing model, sources, and the build of the index. May import geo and synonyms.

sources     one module per source: records in, listings out; read by
fetching    … the Fetcher of files and addresses,
written     … the readers of values as people write them
store       what was last read, and what the live index was made from
duplicates  the same activity of several sources as one listing
quality     what could be better in the listings, for their owners
index       what the index holds: documents, terms, tables, settings
building    how it comes and changes: harvest, build, update, report
engine      a Meilisearch of our own or somebody's, and its keys
commands    the indexer on the command line

Beside the rooms stand the Listing with its sessions and code lists, and what several rooms use.
"""
