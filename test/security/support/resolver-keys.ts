import Resolver from '@forge/resolver';

/**
 * The keys of all resolvers that the app defines, seen while its real entry file loads: whatever is defined,
 * wherever in the code, is in the list.
 */
export function definedResolvers(): string[] {
  const keys: string[] = [];
  const define = jest.spyOn(Resolver.prototype, 'define').mockImplementation(function remember(this: Resolver, key) {
    keys.push(key);
    return this;
  });
  jest.requireActual<object>('../../../src/index');
  define.mockRestore();
  return keys;
}
