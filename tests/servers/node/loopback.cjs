// Loaded before the network: a server that names no host listens on loopback instead of on all interfaces.
const net = require('node:net')

const HOST = '127.0.0.1'
const listen = net.Server.prototype.listen

net.Server.prototype.listen = function (...args) {
  const [first] = args
  if (first === undefined || typeof first === 'function') args.unshift(0, HOST)
  else if (typeof first === 'object' && first !== null) {
    if (first.port !== undefined && !first.path && !first.host) args[0] = { ...first, host: HOST }
  } else if (/^\d+$/.test(String(first)) && typeof args[1] !== 'string') args.splice(1, 0, HOST)
  return listen.apply(this, args)
}
