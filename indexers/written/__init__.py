"""Values as people write them in cells and free fields; the sources share how they are read.

Each module takes what stands there and gives a value, or None where it would have to guess.
"""

REMEMBERED = 4096  # readings that are kept: the same words come again and again in a source
