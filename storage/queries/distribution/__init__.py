"""What the order of officers and the account of awards rest on."""
