"""Commands of `lahella` that serve nobody but ask or measure."""
