module.exports = {
  title: 'Velo Help',
  url: 'https://velo.example',
  baseUrl: '/',
};
