"""Former addresses and other spellings of an address."""
