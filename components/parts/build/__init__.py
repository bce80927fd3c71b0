"""How an image is built, tested and scanned."""
