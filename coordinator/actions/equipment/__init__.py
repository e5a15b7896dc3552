"""Vehicles and other equipment: the register, who has what when, mileage."""
