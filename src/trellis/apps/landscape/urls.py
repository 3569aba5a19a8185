"""Where a landscape's pages are, inside an alliance."""

from django.urls import path

from trellis.apps.landscape.views import (
    bottlenecks,
    compare,
    files,
    hiring,
    occupations,
    overview,
    pipeline,
    pipeline_files,
    pipeline_settings,
    pipeline_steps,
    programs,
    recommendations,
    regions,
    sources,
    what_if,
)

app_name = "landscape"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("regions/", regions.regions, name="regions"),
    path("occupations/", occupations.occupations, name="occupations"),
    path("occupations/<str:soc>/", occupations.occupation, name="occupation"),
    path("programs/", programs.programs, name="programs"),
    path("programs/<str:program>/", programs.program, name="program"),
    path("bottlenecks/", bottlenecks.bottlenecks, name="bottlenecks"),
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path("recommendations/answer/", recommendations.answer, name="answer"),
    path("what-if/", what_if.what_if, name="what_if"),
    path("what-if/keep/", what_if.keep, name="keep_scenario"),
    path("compare/", compare.compare, name="compare"),
    path("pipeline/", pipeline.overview, name="pipeline"),
    path("pipeline/district/<str:leaid>/", pipeline.district, name="pipeline-district"),
    path("pipeline/school/<str:combokey>/", pipeline.school, name="pipeline-school"),
    path("pipeline/what-to-do/", pipeline_steps.steps, name="pipeline-steps"),
    path("pipeline/what-to-do/answer/", pipeline_steps.answer, name="pipeline-answer"),
    path("pipeline/settings/", pipeline_settings.settings, name="pipeline-settings"),
    path("pipeline/compute/", pipeline_settings.compute, name="pipeline-compute"),
    path("pipeline/pipeline.<str:kind>", pipeline_files.export, name="pipeline-export"),
    path("hiring/", hiring.hiring, name="hiring"),
    path("hiring/hiring.csv", hiring.export, name="hiring-export"),
    path("sources/", sources.sources, name="sources"),
    path("sources/pull/", sources.pull, name="pull"),
    path("export.csv", files.csv, name="export_csv"),
    path("export.xlsx", files.xlsx, name="export_xlsx"),
    path("brief.pdf", files.brief, name="brief"),
    path("landscape.json", files.json, name="json"),
]
