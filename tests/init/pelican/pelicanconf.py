#!/usr/bin/env python
import os
from datetime import date

AUTHOR = u'Ann Lee'
SITENAME = (
    'Harbor '
    "notes"
)
SITEURL = ''
SITESUBTITLE = f'Since {date.today().year}'
PATH = "content"
ARTICLE_PATHS = ['blog', 'notes']
TIMEZONE = 'Europe/Vienna'
DEFAULT_LANG = 'de'
ARTICLE_URL = 'posts/{date:%Y}/{date:%b}/{slug}/'
ARTICLE_SAVE_AS = ARTICLE_URL + 'index.html'
SLUGIFY_SOURCE = 'basename'

# No feeds while developing
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None

if os.environ.get('CI'):
    SITENAME = 'not this'

LINKS = (('Python', 'https://www.python.org/'), ('"Jinja"', 'https://jinja.example/'),)
