# The API, the indexer and their commands in one image. The engine is Meilisearch's own image.

FROM node:24.11-bookworm-slim AS web
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY search_service/web search_service/web
COPY search_service/data/page_messages.tsv search_service/data/
COPY indexers/data/taxonomy.tsv indexers/data/
COPY geo/data/municipalities.csv geo/data/
RUN node search_service/web/build.mjs

FROM python:3.11-slim-bookworm AS build
WORKDIR /src
RUN python -m venv /opt/lahella
COPY pyproject.toml README.md LICENSE ./
COPY geo geo
COPY synonyms synonyms
COPY indexers indexers
COPY search_service search_service
COPY --from=web /src/search_service/web/built search_service/web/built
RUN /opt/lahella/bin/pip install --no-cache-dir --disable-pip-version-check .

FROM python:3.11-slim-bookworm
# Finnish analysis is a system library; see "Finnish" in the README.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libvoikko1 voikko-fi \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 lahella \
    && useradd --uid 10001 --gid lahella --home-dir /data --no-create-home lahella \
    && install --directory --owner=lahella --group=lahella /data
COPY --from=build /opt/lahella /opt/lahella
ENV PATH=/opt/lahella/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/data \
    LAHELLA_DATA=/data \
    LAHELLA_LOG=json
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
# All addresses of the container; docker-compose.yml publishes it on loopback only.
CMD ["lahella", "serve", "--host", "0.0.0.0", "--port", "8000"]
