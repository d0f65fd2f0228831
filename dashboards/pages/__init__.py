"""The pages: each asks `queries`, and puts together what `charts` and the modules of HTML make of the answer.

A page is a function, so that importing one draws nothing. Streamlit runs the files of a folder named `pages` by
themselves if the first address that a server is asked for is a page's; then the file routes as the app does.
"""
