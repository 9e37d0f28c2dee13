# One image for every server of the studio (docker-compose.yml says which of them a container is), and one for the gateway before
# them. Node 24 runs the servers' TypeScript as it is; nothing is compiled but the client.
FROM node:24-bookworm-slim AS packages
WORKDIR /studio
COPY package.json package-lock.json .npmrc ./
COPY shared/package.json shared/
COPY prisma/package.json prisma/
COPY collab-server/package.json collab-server/
COPY api/package.json api/
COPY render-worker/package.json render-worker/
COPY client/package.json client/
COPY tests/package.json tests/
# Not `npm ci`: it refuses this lockfile, which leaves out packages of other platforms; versions are the locked ones all the same.
RUN npm install --no-save --omit=dev --no-audit --no-fund

FROM packages AS build
COPY tsconfig.base.json ./
COPY shared shared
COPY client client
RUN npm run build -w client

FROM caddy:2-alpine AS gateway
COPY client/Caddyfile /etc/caddy/Caddyfile

FROM node:24-bookworm-slim AS server
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
WORKDIR /studio
ENV NODE_ENV=production
COPY --from=packages /studio/node_modules node_modules
COPY package.json ./
COPY shared shared
COPY prisma prisma
COPY collab-server collab-server
COPY api api
COPY render-worker render-worker
COPY scripts scripts
COPY --from=build /studio/client/dist client/dist
RUN mkdir -p /data && chown node:node /data
USER node
