// Jest runs tests in a realm of its own, where an error made by Node itself is not `instanceof Error`.
// This makes the built-in error classes accept both realms' instances.
const { TestEnvironment } = require('jest-environment-node');

module.exports = class RealmEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    for (const name of ['Error', 'TypeError', 'RangeError', 'SyntaxError', 'AggregateError']) {
      const inner = this.global[name];
      const outer = globalThis[name];
      const own = Function.prototype[Symbol.hasInstance];
      Object.defineProperty(inner, Symbol.hasInstance, {
        configurable: true,
        value(candidate) {
          if (this !== inner) return own.call(this, candidate);
          return own.call(inner, candidate) || candidate instanceof outer;
        },
      });
    }
  }
};
