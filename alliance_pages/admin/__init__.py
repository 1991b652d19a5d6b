"""The pages of the plugin in the admin."""
