"""Pages to come."""

from flask import Blueprint

blueprint = Blueprint("questions", __name__)
