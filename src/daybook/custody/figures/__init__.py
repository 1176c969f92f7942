"""Figures of custody, for the inspector and for the public, by the definitions the Metropolitan Police publishes.

Counts are of custody records; the date is the date of the arrest; a child is 10 to 17; the offence is the first the
person was arrested for; ethnicity is as the officer saw it; monthly, and for the public one month behind
(data.london.gov.uk, dataset "custody, arrests, disposals, strip searches"). `stays` reads the records and lets go of
who they were of; everything after it holds no personal data. Protected characteristics serve fairness only.
"""
