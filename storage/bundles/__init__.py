"""A book in one sealed file, to be handed to another workstation (form: manual, handover.md)."""
