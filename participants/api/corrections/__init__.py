"""`corrections/`: where frontends send what is wrong on a profile. Nothing can be read there."""
