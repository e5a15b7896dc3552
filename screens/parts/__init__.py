"""The widgets that every screen is put together from."""
