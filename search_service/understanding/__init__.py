"""What the words of a search mean: a text in; units, places, readings and needs out."""
