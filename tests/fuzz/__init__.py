"""Sound files, damaged in every way that can be thought of: each is read or refused in words."""
