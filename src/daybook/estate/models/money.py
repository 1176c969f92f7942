"""What the estate costs: contracts, cost lines and the ledger's payments. All money is in whole pence."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord
from daybook.estate.models.system import System, count, day, one_of, words
from daybook.estate.register.words import Basis, Category, Spending


class Contract(BookRecord):
    """A contract with a supplier. One without an end never ends by itself; `indexation` is per cent a year."""

    number = models.CharField(max_length=40, unique=True)
    title = words()
    supplier = words()
    starts = day()
    ends = day()
    notice_months = count()
    extension_until = day()
    exit_fee = models.BigIntegerField("exit fee, in pence", null=True, blank=True)
    yearly = models.BigIntegerField("yearly value, in pence", null=True, blank=True)
    indexation = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    replacement = models.BooleanField("a replacement contract is let", default=False)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"contract {self.number}"


class ContractCover(BookRecord):
    """A system under a contract. Its saving comes only when every system under it has gone."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="covers")
    system = models.ForeignKey(System, models.PROTECT, related_name="covered_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "system"], name="estate_system_once_in_a_contract")
        ]

    def __str__(self) -> str:
        return f"{self.system_id} under {self.contract_id}"


class CostLine(BookRecord):
    """A cost of a system over whole months, `first_month` to `last_month`, both the first of their month.

    Its share of a month is `pence` spread evenly, see `estate.money`. `number` names the line in the force's books;
    those that came with the register's own row are named after system and category.
    """

    number = models.CharField(max_length=80, unique=True)
    system = models.ForeignKey(System, models.PROTECT, related_name="costs")
    category = one_of(Category.choices())
    spending = one_of(Spending.choices(), Spending.RUN.value)
    basis = one_of(Basis.choices(), Basis.ESTIMATE.value)
    first_month = models.DateField()
    last_month = models.DateField()
    pence = models.BigIntegerField()

    class Meta:
        ordering = ["system", "first_month", "category"]

    def __str__(self) -> str:
        return f"cost line {self.number}"


class Payment(BookRecord):
    """A payment of the ledger. `named` is the system as the ledger has it; `system` the one we know under that name."""

    number = models.CharField("voucher", max_length=60, unique=True)
    paid_on = models.DateField()
    supplier = words()
    description = words(300)
    pence = models.BigIntegerField()
    cost_centre = words()
    contract_number = words(40)
    named = words(40)
    system = models.ForeignKey(System, models.PROTECT, null=True, blank=True, related_name="payments")

    class Meta:
        ordering = ["-paid_on", "number"]
        indexes = [models.Index(fields=["supplier"], name="estate_payment_by_supplier")]

    def __str__(self) -> str:
        return f"payment {self.number}"
