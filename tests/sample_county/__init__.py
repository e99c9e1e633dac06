"""The sample county 青禾县: invented reports with known faults, and the tool that writes them."""
