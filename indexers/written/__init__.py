"""Values as people write them in cells and free fields; the sources share how they are read.

Each module takes what stands there and gives a value, or None where it would have to guess.
"""
