"""How the letters of a text file may be read, and whether they were lost before."""
