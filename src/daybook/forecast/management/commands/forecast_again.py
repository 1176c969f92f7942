"""`daybook forecast again`: whether a model of the register comes out the same once more."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from daybook.forecast.asked import ERRORS
from daybook.forecast.making_again import make_again
from daybook.forecast.models import ForecastModel, ModelFairness
from daybook.forecast.store import StoreError


class Command(BaseCommand):
    help = "Make a model of the register once more from its entry and its file, and say whether it comes out the same."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, help="number of the model in the register")

    def handle(self, *args: Any, number: int, **options: Any) -> None:
        model = ForecastModel.objects.filter(number=number).first()
        if model is None:
            raise CommandError(f"The register has no model {number}.")
        try:
            told = make_again(model)
        except (*ERRORS, StoreError) as error:
            raise CommandError(str(error)) from error
        if told:
            raise CommandError(" ".join(told))
        fair = " Whom it flags too." if ModelFairness.objects.filter(model=model).exists() else ""
        self.stdout.write(
            f"Model {number} comes out the same: {len(model.weights)} weights, every box and cell, the scorecard.{fair}"
        )
