"""Pages to come."""

from flask import Blueprint

blueprint = Blueprint("linked_data", __name__)
