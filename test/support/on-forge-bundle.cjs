// The local host of these tests runs the app as Forge's own bundler makes it.
process.env['APP_BUNDLER'] = 'forge';
