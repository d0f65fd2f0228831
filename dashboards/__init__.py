"""The dashboard: look at what was said, who said it, and where it does not fit.

`app.py` routes, `pages/` ask, `queries.py` answers, `charts.py` draws. Start it by `parley dashboard` or
`streamlit run dashboards/app.py`.
"""
