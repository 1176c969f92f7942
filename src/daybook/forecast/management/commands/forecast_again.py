"""`daybook forecast again`: whether a model of the register comes out the same once more."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from daybook.access.caller import system_caller
from daybook.forecast import answering, asked
from daybook.forecast.asked import ERRORS
from daybook.forecast.making_again import make_again, make_map_again
from daybook.forecast.models import ForecastModel, ModelFairness
from daybook.forecast.store import StoreError


class Command(BaseCommand):
    help = "Make a model of the register, or a later map, once more from its entry, and say whether it is the same."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, help="number of the model in the register")
        parser.add_argument(
            "--map",
            default="",
            help="day on which a later map begins, by the clock on the wall, as 2027-03-01; in place of the model",
        )

    def handle(self, *args: Any, number: int, **options: Any) -> None:
        model = ForecastModel.objects.filter(number=number).first()
        if model is None:
            raise CommandError(f"The register has no model {number}.")
        if options["map"]:
            self._maps(model, asked.day(options["map"]))
        else:
            self._model(model)

    def _model(self, model: ForecastModel) -> None:
        number = model.number
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
        known = answering.names([model])
        self.stdout.write(
            f"Made {answering.made(model, known)}. Approved {answering.approved(model, known)}."
        )

    def _maps(self, model: ForecastModel, day: date) -> None:
        """Every later map that begins on that day, by the clock on the wall as on pages."""
        maps = (
            model.forecasts.filter(start__date=day)
            .exclude(made_from={})
            .select_related("model")
            .order_by("start")
        )
        if not maps:
            raise CommandError(
                f"Model {model.number} has no map from {day} that was made without a button after this was kept. The"
                f" first is the model’s own: daybook forecast again {model.number}."
            )
        for one in maps:
            begins = f"{timezone.localtime(one.start):%Y-%m-%d %H:%M %Z}"
            try:
                told = make_map_again(one, system_caller("command line"))
            except (*ERRORS, StoreError) as error:
                raise CommandError(str(error)) from error
            if told:
                raise CommandError(f"From {begins}: {' '.join(told)}")
            self.stdout.write(
                f"The map from {begins} comes out the same: {one.made_from['rows']:,} crimes,"
                " every box and cell."
            )
