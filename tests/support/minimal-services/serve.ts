import { createServer } from 'node:http';

/**
 * The least a service does for whoever starts it: answers /readyz on its PORT and ends on SIGTERM. What starts and watches services
 * is tested on it, so that those tests do not depend on what the real ones need.
 */
const server = createServer((request, response) => {
  response.statusCode = request.url === '/readyz' ? 200 : 404;
  response.end();
});
server.listen(Number(process.env.PORT), process.env.HOST);
process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
