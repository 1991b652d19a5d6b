"""The project that puts the two plugins together and serves them."""
