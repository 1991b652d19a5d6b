"""The figures that an application states, never without their basis."""

from participants.models import Application, Basis, Figure, Measure

# The form asks what the Roma figure rests on; of its population an authority says where it read it.
POPULATION_BASIS = Basis.SELF_DECLARED


def stated_figures(application: Application) -> list[Figure]:
    """Return its figures, and a stated absence, unsaved, with the sources that it names itself."""
    figures = []
    if application.population is not None:
        figures.append(
            Figure(
                measure=Measure.POPULATION,
                value=application.population,
                basis=POPULATION_BASIS,
                year=application.population_year,
                source=application.population_source,
            )
        )
    figures.append(
        Figure(
            measure=Measure.ROMA_POPULATION,
            value=application.roma_population,
            absence=application.roma_population_absence,
            basis=application.roma_population_basis,
            year=application.roma_population_year,
            source=application.roma_population_source,
        )
    )
    return figures
