"""How well printed reports are read back: samples of figures, rendered, read, counted."""
