# The app alone, for any host of containers. Its database is Supabase, its payments are Stripe: every setting
# comes from the environment when it starts (.env.example lists them). The build needs one: public pages are made
# then, and their canonical links name the app's origin.
#
#   docker build --build-arg NEXTAUTH_URL=https://app.example.com --tag cue .
#   docker run --publish 3000:3000 --env-file .env.production cue

FROM node:24-slim AS build
WORKDIR /cue
ARG NEXTAUTH_URL
ENV NEXT_TELEMETRY_DISABLED=1 NEXTAUTH_URL=$NEXTAUTH_URL
COPY package.json package-lock.json .npmrc ./
# Install scripts stay off: only the local stack's database has one, and it is not in the image.
RUN npm ci --ignore-scripts
COPY . .
# A folder without files would not be in the repository, and the copy below would fail.
RUN npx next build && mkdir -p public

FROM node:24-slim
WORKDIR /cue
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    HOSTNAME=0.0.0.0 \
    PORT=3000
COPY --from=build --chown=node:node /cue/.next/standalone ./
COPY --from=build --chown=node:node /cue/.next/static ./.next/static
COPY --from=build --chown=node:node /cue/public ./public
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
