"""What runs in a process of its own to read a stranger's letter; it knows no Django.

The standard input is the letter, the standard output its pages or its picture and nothing else.
"""
