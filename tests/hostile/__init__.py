"""Files made to harm: each ends soon, within bounds, with a sentence or a right reading."""
