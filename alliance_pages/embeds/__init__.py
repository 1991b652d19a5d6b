"""What other sites show of this one in a frame, and how they find out (https://oembed.com)."""
